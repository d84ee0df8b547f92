<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** What is kept in a table of the module's own, as one visitor may see and change it. */
abstract class RetoucheStore
{
    protected RetoucheDatabase $database;

    protected RetoucheTables $tables;

    protected RetoucheFeeds $feeds;

    protected RetoucheVisitor $visitor;

    public function __construct(
        RetoucheDatabase $database,
        RetoucheTables $tables,
        RetoucheFeeds $feeds,
        RetoucheVisitor $visitor
    ) {
        $this->database = $database;
        $this->tables = $tables;
        $this->feeds = $feeds;
        $this->visitor = $visitor;
    }
}
