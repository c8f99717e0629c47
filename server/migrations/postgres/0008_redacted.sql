-- Up to which removals, by when they were heard of, a binder has been gone through to empty what is due.
alter table binders add column redacted_upto bigint not null default 0;
