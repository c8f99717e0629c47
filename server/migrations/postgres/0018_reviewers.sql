-- Who checks a unit's access log: named by the unit, on the command line.
create table reviewers (
    organization_id text not null references organizations (id),
    practitioner_id text not null references practitioners (id),
    day text not null,
    primary key (organization_id, practitioner_id)
);
create index reviewers_practitioner_index on reviewers (practitioner_id);

-- Who drew it, if it was drawn on the page and not on the command line.
alter table audit_reviews add column practitioner_id text;
create index audit_reviews_organization_index on audit_reviews (organization_id, made_at);

-- What a check showed: once, never changed and never removed.
create table audit_review_findings (
    review_id text primary key not null references audit_reviews (id),
    practitioner_id text not null references practitioners (id),
    made_at bigint not null,
    outcome text not null,
    words text not null
);
