import GRDB

/// The tables of `retouche.sqlite`, and how they came to be: one migration a released change.
///
/// `docs/format.md` describes them. Slots count from 0 at the feed's first point.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: feeds, circuits, journal") { database in
      try database.execute(sql: first)
    }
    migrator.registerMigration("2: provisional states, methods") { database in
      try database.execute(sql: second)
    }
    migrator.registerMigration("3: connections, registrations, pushes") { database in
      try database.execute(sql: third)
    }
    return migrator
  }

  private static let first = """
    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE feed (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      tag TEXT NOT NULL,
      unit TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('measured', 'state')),
      ready BOOLEAN NOT NULL,
      seen_start INTEGER,
      seen_interval INTEGER,
      seen_count INTEGER,
      seen_checksums BLOB
    );

    CREATE TABLE circuit (
      name TEXT PRIMARY KEY,
      supply INTEGER NOT NULL,
      "return" INTEGER,
      outdoor INTEGER,
      plant_room INTEGER,
      state INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE circuit_indoor (
      circuit TEXT NOT NULL REFERENCES circuit ON DELETE CASCADE,
      position INTEGER NOT NULL,
      feed INTEGER NOT NULL,
      PRIMARY KEY (circuit, position)
    ) WITHOUT ROWID;

    CREATE TABLE stretch (
      feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
      first INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK ("end" > first),
      provenance TEXT NOT NULL CHECK (provenance IN ('initial', 'inferred', 'hand', 'imported')),
      confidence REAL,
      PRIMARY KEY (feed, first)
    ) WITHOUT ROWID;

    CREATE TABLE edit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      feed INTEGER NOT NULL REFERENCES feed,
      time INTEGER NOT NULL,
      what TEXT NOT NULL,
      phase TEXT NOT NULL CHECK (
        phase IN ('applying', 'applied', 'undoing', 'undone', 'redoing', 'abandoned')),
      superseded BOOLEAN NOT NULL DEFAULT 0,
      first INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK ("end" > first),
      changed_points INTEGER NOT NULL,
      points_before BLOB NOT NULL,
      points_after BLOB NOT NULL,
      stretches_before TEXT NOT NULL,
      stretches_after TEXT NOT NULL,
      checksum INTEGER NOT NULL
    );
    CREATE INDEX edit_by_feed ON edit (feed, id);
    CREATE INDEX edit_under_way ON edit (phase) WHERE phase IN ('applying', 'undoing', 'redoing');
    """

  private static let second = """
    ALTER TABLE stretch ADD COLUMN provisional BOOLEAN NOT NULL DEFAULT 0;
    ALTER TABLE edit ADD COLUMN method TEXT;
    ALTER TABLE edit ADD COLUMN meaning TEXT;
    """

  private static let third = """
    CREATE TABLE connection (
      name TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('http', 'machine')),
      address TEXT NOT NULL,
      user INTEGER
    ) WITHOUT ROWID;

    CREATE TABLE registration (
      connection TEXT NOT NULL REFERENCES connection,
      feed INTEGER NOT NULL,
      name TEXT NOT NULL,
      tag TEXT NOT NULL,
      remote INTEGER,
      start INTEGER NOT NULL,
      "interval" INTEGER NOT NULL,
      count INTEGER NOT NULL,
      points BLOB NOT NULL,
      PRIMARY KEY (connection, feed)
    ) WITHOUT ROWID;

    CREATE TABLE push (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      connection TEXT NOT NULL,
      feed INTEGER NOT NULL,
      time INTEGER NOT NULL,
      phase TEXT NOT NULL CHECK (phase IN ('writing', 'written', 'undoing', 'undone')),
      FOREIGN KEY (connection, feed) REFERENCES registration ON DELETE CASCADE
    );

    CREATE TABLE push_block (
      push INTEGER NOT NULL REFERENCES push ON DELETE CASCADE,
      first INTEGER NOT NULL,
      count INTEGER NOT NULL,
      points_before BLOB NOT NULL,
      points_after BLOB NOT NULL,
      PRIMARY KEY (push, first)
    ) WITHOUT ROWID;
    """
}
