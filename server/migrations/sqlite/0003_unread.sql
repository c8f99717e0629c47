-- Ops taken before their kind was known are looked at again by every later version, at its start.
create index ops_unread_index on ops (binder_id) where kind = 'unknown';
