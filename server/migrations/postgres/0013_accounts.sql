-- The second step of a sign-in with a local account: what the app on somebody's phone makes its codes from, encrypted.
-- `pending` has been shown and no code of it seen yet; `last_step` is the last half minute whose code was used.
create table second_factors (
    practitioner_id text primary key not null references practitioners (id),
    secret bytea,
    since bigint,
    last_step bigint not null,
    pending bytea,
    pending_at bigint
);

-- Codes on paper, each for once. Hashes, made with a secret of the key store.
create table recovery_codes (
    practitioner_id text not null references practitioners (id),
    code_hash text not null,
    used_at bigint,
    primary key (practitioner_id, code_hash)
);

-- Sign-ins of staff, and what was changed in how they sign in. Only ever added to.
create table account_events (
    id text primary key not null,
    practitioner_id text not null references practitioners (id),
    organization_id text not null references organizations (id),
    action text not null,
    at bigint not null,
    made_by text not null
);
create index account_events_organization_index on account_events (organization_id, at);

-- A session that can do nothing but set up the second step.
alter table devices add column awaits_factor bigint not null default 0;

-- Passkeys: the public half of a key that somebody's device keeps, and that signs her in without a password.
create table passkeys (
    id text primary key not null,
    credential_id text not null unique,
    practitioner_id text not null references practitioners (id),
    credential text not null,
    created_at bigint not null,
    last_used_at bigint
);
create index passkeys_practitioner_index on passkeys (practitioner_id);
