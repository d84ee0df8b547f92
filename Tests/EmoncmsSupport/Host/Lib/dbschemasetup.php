<?php
// Makes the tables that modules describe, and the columns that are new in them.

defined('EMONCMS_EXEC') or die('Restricted access');

/** A column as SQL has it. */
function db_schema_column($mysqli, $name, $column)
{
    $sql = "`$name` " . $column['type'];
    if (isset($column['default'])) {
        $sql .= " DEFAULT '" . $mysqli->escape_string($column['default']) . "'";
    }
    $isNull = $column['Null'] ?? true;
    $hasKey = !empty($column['Key']);
    if ($isNull === false || $isNull === 'NO' || $hasKey) {
        $sql .= ' NOT NULL';
    }
    return $sql . (empty($column['Extra']) ? '' : ' auto_increment') . ($hasKey ? ' PRIMARY KEY' : '');
}

/** Says what it takes to make the tables so, and does it where that is to be applied. */
function db_schema_setup($mysqli, $schema, $apply)
{
    $operations = [];
    foreach ($schema as $table => $columns) {
        $found = $mysqli->query("SHOW TABLES LIKE '$table'");
        $exists = $found && $found->num_rows > 0;
        $parts = [];
        $indexes = [];
        foreach ($columns as $name => $column) {
            $isThere = $exists
                && $mysqli->query("SHOW COLUMNS FROM `$table` LIKE '$name'")->num_rows > 0;
            if ($isThere) {
                continue;
            }
            $parts[] = ($exists ? 'ADD ' : '') . db_schema_column($mysqli, $name, $column);
            if (isset($column['Index'])) {
                $indexes[] = "CREATE INDEX IX_{$table}_{$name} ON $table ($name)";
            }
        }
        if ($parts) {
            $list = implode(', ', $parts);
            $operations[] = $exists
                ? "ALTER TABLE `$table` $list" : "CREATE TABLE `$table` ($list) ENGINE=MYISAM";
        }
        array_push($operations, ...$indexes);
    }
    if ($apply) {
        foreach ($operations as $operation) {
            if (!$mysqli->query($operation)) {
                $operations['error'] = $mysqli->error;
                break;
            }
        }
    }
    return $operations;
}
