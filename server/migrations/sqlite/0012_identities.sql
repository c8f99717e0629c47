-- Whom the organisation's identity provider means: the hash of its address, the claim and the claim's value, made
-- with a secret of the key store, so that the store tells nobody's number.
create table identities (
    identity_hash text primary key not null,
    practitioner_id text not null references practitioners (id),
    linked_at bigint not null
);
create index identities_practitioner_index on identities (practitioner_id);

-- What a session that began at the provider needs to end there too, encrypted.
alter table devices add column id_token blob;
