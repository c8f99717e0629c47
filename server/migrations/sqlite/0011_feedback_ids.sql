-- Taps that have been counted, so that one that is sent again because the answer was lost counts once. A number that
-- chance made and the day, for as long as a tap of that day is taken; neither the page nor anything of whose it was.
create table feedback_ids (
    id text primary key,
    day text not null
);
create index feedback_ids_day_index on feedback_ids (day);
