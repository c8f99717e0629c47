-- The key store: one wrapped key per binder. Never in the same backup as the store: destroying a row
-- makes everything its binder holds unreadable, in older backups too.
create table keys (
    binder_id text primary key not null,
    wrapped bytea not null,
    created_at bigint not null
);
