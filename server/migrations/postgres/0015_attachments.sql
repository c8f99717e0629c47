-- Pictures that ops name, encrypted with the binder's own key. A picture lies under the id of the entry that names it.
create table attachments (
    binder_id text not null references binders (id),
    entry_id text not null,
    received_at bigint not null,
    body bytea not null,
    constraint attachments_key primary key (binder_id, entry_id)
);
