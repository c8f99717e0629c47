-- Who reads what is lifted to the group of those who handle such cases: named by the organisations.
create table group_members (
    practitioner_id text primary key not null references practitioners (id),
    day text not null
);

-- What chafes between those who are to help, without whom it is about: no binder, no entry, and no more of time than a
-- day. What is said in it is encrypted under the key of its author's organisation.
create table issues (
    id text primary key not null,
    practitioner_id text not null references practitioners (id),
    organization_id text not null references organizations (id),
    day text not null,
    category text not null,
    level text not null,
    is_decided bigint not null,
    sealed blob not null
);
create index issues_practitioner_index on issues (practitioner_id);

-- Who took up, lifted, decided and read what, on which day. Only ever added to.
create table issue_events (
    issue_id text not null,
    practitioner_id text not null references practitioners (id),
    organization_id text not null references organizations (id),
    action text not null,
    day text not null,
    primary key (issue_id, practitioner_id, action, day)
);
create index issue_events_day_index on issue_events (day);

-- A case that was taken up with its owner's name, under her written consent to that (an op of Samtycke, by its entry).
-- Encrypted under the key of her pärm, gone with it, and read only while the consent holds.
create table named_issues (
    id text primary key not null,
    binder_id text not null,
    entry_id text not null,
    practitioner_id text not null references practitioners (id),
    organization_id text not null references organizations (id),
    day text not null,
    category text not null,
    level text not null,
    is_decided bigint not null,
    sealed blob not null
);
create index named_issues_binder_index on named_issues (binder_id);
create index named_issues_practitioner_index on named_issues (practitioner_id);
