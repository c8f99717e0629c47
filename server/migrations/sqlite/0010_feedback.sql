-- How often a page was said to be hard to use: a count per page, day and version of the app. Nothing of whose
-- device or pärm it was, and no time of day.
create table feedback (
    page text not null,
    day text not null,
    version text not null,
    taps bigint not null,
    primary key (page, day, version)
);
