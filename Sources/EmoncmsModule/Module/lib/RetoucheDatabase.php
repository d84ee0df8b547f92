<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** Emoncms's connection, asked by prepared statements only; a failure is a refusal, not a warning. */
final class RetoucheDatabase
{
    /** How long to wait for somebody else's lock, in seconds. */
    private const PATIENCE = 5;

    private mysqli $connection;

    public function __construct(mysqli $connection)
    {
        $this->connection = $connection;
    }

    /**
     * The rows that a query finds.
     * @param list<int|string|null> $values One for each question mark.
     * @return list<array<string, int|string|null>>
     */
    public function rows(string $query, array $values = array()): array
    {
        $statement = $this->run($query, $values);
        $result = $statement->get_result();
        if ($result === false) {
            throw self::failure($statement->error);
        }
        $rows = $result->fetch_all(MYSQLI_ASSOC);
        $statement->close();
        return $rows;
    }

    /**
     * Adds a row and answers its id.
     * @param list<int|string|null> $values
     */
    public function insert(string $query, array $values): int
    {
        $statement = $this->run($query, $values);
        $id = (int) $statement->insert_id;
        $statement->close();
        return $id;
    }

    /**
     * Changes rows and answers how many changed.
     * @param list<int|string|null> $values
     */
    public function change(string $query, array $values): int
    {
        $statement = $this->run($query, $values);
        $count = (int) $statement->affected_rows;
        $statement->close();
        return $count;
    }

    /**
     * Does something while no other request of ours does the same to the same thing.
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public function alone(string $thing, callable $work)
    {
        // Names of locks are the server's, which may hold several Emoncms.
        $name = "CONCAT('retouche:', SHA1(CONCAT(DATABASE(), ':', ?)))";
        $got = $this->rows("SELECT GET_LOCK($name, ?) AS got", array($thing, self::PATIENCE));
        if ((int) ($got[0]['got'] ?? 0) !== 1) {
            throw new RetoucheRefusal(503, 'try_again', 'Somebody else is at it. Try again.');
        }
        try {
            return $work();
        } finally {
            $this->rows("SELECT RELEASE_LOCK($name) AS released", array($thing));
        }
    }

    /** @param list<int|string|null> $values */
    private function run(string $query, array $values): mysqli_stmt
    {
        try {
            $statement = $this->connection->prepare($query);
            if ($statement === false) {
                throw self::failure($this->connection->error);
            }
            if ($values !== array()) {
                $types = '';
                foreach ($values as $value) {
                    $types .= is_int($value) ? 'i' : 's';
                }
                $statement->bind_param($types, ...$values);
            }
            if (!$statement->execute()) {
                throw self::failure($statement->error);
            }
            return $statement;
        } catch (mysqli_sql_exception $error) {
            throw self::failure($error->getMessage());
        }
    }

    /** The reason goes into Emoncms's log, not to the visitor. */
    public static function failure(string $reason): RetoucheRefusal
    {
        (new EmonLogger(__FILE__))->error("retouche: $reason");
        return new RetoucheRefusal(
            503,
            'no_database',
            'Emoncms could not note this in its database, so nothing was changed.'
        );
    }
}
