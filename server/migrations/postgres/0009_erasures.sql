-- Pärmar that are to be taken away, and those that have been: a line stays, so that no older copy and no phone
-- brings one back. The op that asked for it stands in the log as long as there is one. `ended_at`: nobody opens it
-- any more and its key goes; `finished_at`: nothing is left but this and the access log.
create table erasures (
    binder_id text primary key not null references binders (id),
    op_id text not null,
    begun_by text not null,
    begun_at bigint not null,
    due_at bigint not null,
    ended_at bigint,
    finished_at bigint
);

-- So that a phone of such a pärm can be told why nothing answers.
create table erased_phones (
    token_hash text primary key not null,
    erased_at bigint not null
);
