/**
 * How the database came to its shape; `user_version` counts the steps taken. A step is never
 * edited once it was released: add one.
 */
export const migrations: readonly string[] = [
  `CREATE TABLE item (
    item_id TEXT PRIMARY KEY,
    -- Whose row it is: the gateway's origin (or "practice") and the agent's number.
    owner TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    host TEXT NOT NULL,
    call_id TEXT,
    media TEXT NOT NULL,
    known_by TEXT NOT NULL,
    -- What the server calls it: one row a recording.
    key TEXT NOT NULL,
    task_id TEXT,
    remote TEXT,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    failed INTEGER NOT NULL,
    -- Order in the queue, lowest first.
    position INTEGER,
    state TEXT NOT NULL,
    retry_at INTEGER,
    -- The whole save record, as JSON; state and retry_at repeat what is asked for in it.
    save TEXT NOT NULL,
    tags TEXT NOT NULL,
    note TEXT NOT NULL,
    hold INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX item_by_time ON item (owner, started_at DESC, item_id);
  CREATE INDEX item_by_key ON item (owner, key);
  CREATE INDEX item_by_task ON item (owner, task_id) WHERE task_id IS NOT NULL;
  CREATE INDEX item_in_queue ON item (state, position) WHERE position IS NOT NULL;
  CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`
]
