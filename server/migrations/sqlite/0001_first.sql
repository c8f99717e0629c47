-- The first migration. Ids are text (uuid), moments bigint (ms since 1970, UTC), flags bigint 0/1.
-- Whatever somebody wrote is in `body`, `name` and `state`, encrypted with the binder's own key; every
-- other column holds ids, times and names of kinds. Every table that grows is keyed by binder_id.
-- The same tables in the same order as in ../postgres; a test compares the two.

create table organizations (
    id text primary key not null,
    name text not null,
    authority text not null
);

create table practitioners (
    id text primary key not null,
    username text not null,
    password_hash text not null,
    name text not null,
    organization_id text not null references organizations (id),
    created_at bigint not null,
    constraint practitioners_username_unique unique (username)
);

create table binders (
    id text primary key not null,
    head bigint not null,
    generation bigint not null,
    owner_id text not null,
    name blob not null,
    started_at bigint not null,
    started_by text not null references practitioners (id),
    paired_at bigint
);
create index binders_started_by_index on binders (started_by);

-- The log: only ever added to. `audience` is tab, private or people; whom, is inside the body.
create table ops (
    binder_id text not null references binders (id),
    seq bigint not null,
    id text not null,
    tab text not null,
    entry_id text not null,
    audience text not null,
    author_id text not null,
    author_role text not null,
    kind text not null,
    made_at bigint not null,
    received_at bigint not null,
    body blob not null,
    constraint ops_seq_key primary key (binder_id, seq),
    constraint ops_id_unique unique (binder_id, id)
);
create index ops_tab_index on ops (binder_id, tab, seq, author_id, author_role, audience);

-- Projections: written with the op, and the same again when made from `ops`.
create table entries (
    binder_id text not null references binders (id),
    entry_id text not null,
    kind text not null,
    constraint entries_key primary key (binder_id, entry_id)
) without rowid;

create table open_meetings (
    binder_id text not null references binders (id),
    entry_id text not null,
    constraint open_meetings_key primary key (binder_id, entry_id)
) without rowid;

create table consents (
    binder_id text not null references binders (id),
    entry_id text not null,
    person_id text not null,
    tab text not null,
    access text not null,
    granted_seq bigint not null,
    constraint consents_key primary key (binder_id, entry_id)
) without rowid;
create index consents_person_index on consents (person_id, binder_id);

create table shares (
    binder_id text not null references binders (id),
    entry_id text not null,
    token_hash text not null,
    op_id text not null,
    expires_at bigint not null,
    revoked bigint not null,
    constraint shares_key primary key (binder_id, entry_id)
);
create index shares_token_hash_index on shares (token_hash);

-- Folded tabs, so that nobody has to fold five years. Thrown away and made again at will.
create table checkpoints (
    binder_id text not null references binders (id),
    tab text not null,
    audience text not null,
    seq bigint not null,
    fold_version bigint not null,
    state blob not null,
    constraint checkpoints_key primary key (binder_id, tab, audience)
);

create table reached (
    binder_id text not null references binders (id),
    person_id text not null,
    seq bigint not null,
    at bigint not null,
    constraint reached_key primary key (binder_id, person_id)
) without rowid;

-- Who looked and who wrote, denied ones too. `event_key` makes telling twice the same as telling once.
create table audit_events (
    binder_id text not null references binders (id),
    event_key text not null,
    at bigint not null,
    received_at bigint not null,
    person_id text not null,
    role text not null,
    organization_id text,
    action text not null,
    tabs text not null,
    constraint audit_events_key primary key (binder_id, event_key)
) without rowid;

-- Sessions of staff (binder_id is null) and phones of owners.
create table devices (
    id text primary key not null,
    token_hash text not null,
    person_id text not null,
    role text not null,
    binder_id text references binders (id),
    created_at bigint not null,
    last_seen_at bigint not null,
    revoked_at bigint,
    constraint devices_token_hash_unique unique (token_hash)
);
create index devices_person_index on devices (person_id);

create table pairings (
    binder_id text primary key not null references binders (id),
    secret_hash text not null,
    code_hash text not null,
    created_by text not null,
    expires_at bigint not null,
    used_at bigint,
    constraint pairings_secret_hash_unique unique (secret_hash),
    constraint pairings_code_hash_unique unique (code_hash)
);

-- Wrong guesses, by hashed account or address.
create table throttles (
    gate text primary key not null,
    strikes bigint not null,
    last_at bigint not null,
    open_at bigint not null
) without rowid;
create index throttles_last_at_index on throttles (last_at);
