<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** The module's tables: there at first use, without anybody having to click in the admin pages. */
final class RetoucheTables
{
    private RetoucheDatabase $database;

    private mysqli $connection;

    public function __construct(mysqli $connection, RetoucheDatabase $database)
    {
        $this->connection = $connection;
        $this->database = $database;
    }

    /** Whether there is something to read. */
    public function exist(): bool
    {
        return count($this->found()) === count(self::schema());
    }

    /** Makes what is missing, by Emoncms's own means. */
    public function ensure(): void
    {
        if ($this->complete()) {
            return;
        }
        $this->database->alone('tables', function (): void {
            if (!function_exists('db_schema_setup')) {
                require_once 'Lib/dbschemasetup.php';
            }
            try {
                $done = db_schema_setup($this->connection, self::schema(), true);
                if (isset($done['error'])) {
                    throw RetoucheDatabase::failure((string) $done['error']);
                }
                $this->makeDurable();
            } catch (mysqli_sql_exception $error) {
                throw RetoucheDatabase::failure($error->getMessage());
            }
        });
    }

    /** @return array<string, array<string, array<string, mixed>>> */
    private static function schema(): array
    {
        $schema = array();
        require __DIR__ . '/../retouche_schema.php';
        return $schema;
    }

    /** Whether both tables are as they should be, where the server can. */
    private function complete(): bool
    {
        $found = $this->found();
        foreach (self::schema() as $table => $columns) {
            $row = $found[$table] ?? null;
            $whole = $row !== null && (int) $row['held'] >= count($columns);
            if (!$whole || $row['engine'] !== 'InnoDB') {
                return false;
            }
        }
        return true;
    }

    /** @return array<string, array<string, int|string|null>> By table: its engine and columns. */
    private function found(): array
    {
        $tables = array_keys(self::schema());
        $marks = implode(', ', array_fill(0, count($tables), '?'));
        $rows = $this->database->rows(
            "SELECT t.TABLE_NAME AS name, t.ENGINE AS engine, COUNT(*) AS held
             FROM information_schema.TABLES t
             JOIN information_schema.COLUMNS c
               ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
             WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME IN ($marks)
             GROUP BY t.TABLE_NAME, t.ENGINE",
            $tables
        );
        return array_column($rows, null, 'name');
    }

    /**
     * Emoncms makes MyISAM tables, which lose what they were told last when the power goes. The
     * journal is what an edit is taken back by, so it goes into InnoDB where the server has it.
     */
    private function makeDurable(): void
    {
        $support = $this->database->rows(
            "SELECT SUPPORT AS support FROM information_schema.ENGINES WHERE ENGINE = 'InnoDB'"
        );
        if (!in_array($support[0]['support'] ?? '', array('YES', 'DEFAULT'), true)) {
            return;
        }
        foreach ($this->found() as $table => $row) {
            if ($row['engine'] !== 'InnoDB') {
                $this->connection->query("ALTER TABLE `$table` ENGINE=InnoDB");
            }
        }
    }
}
