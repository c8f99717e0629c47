-- That somebody looked through what an organisation's staff have done: a sample of the access log, who looked
-- and when. Only ever added to, like the log.
create table audit_reviews (
    id text primary key not null,
    organization_id text not null references organizations (id),
    made_at bigint not null,
    made_by text not null,
    from_at bigint not null,
    until_at bigint not null,
    n_acts bigint not null,
    picked text not null
);
