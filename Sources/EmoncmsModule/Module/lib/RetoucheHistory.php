<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** What undo would take back and redo do again, found by replaying the entries that were done. */
final class RetoucheHistory
{
    /** @var list<int> Edits that stand, the last on top. */
    private array $done = array();

    /** @var list<int> Edits taken back, the last on top. */
    private array $undone = array();

    /** @param iterable<array{id: int, kind: string, of: ?int}> $entries Done ones, oldest first. */
    public function __construct(iterable $entries)
    {
        foreach ($entries as $entry) {
            if ($entry['kind'] === 'edit') {
                $this->done[] = $entry['id'];
                $this->undone = array();
            } elseif ($entry['kind'] === 'undo' && $entry['of'] === $this->head()) {
                $this->undone[] = (int) array_pop($this->done);
            } elseif ($entry['kind'] === 'redo' && $entry['of'] === $this->redo()) {
                $this->done[] = (int) array_pop($this->undone);
            }
        }
    }

    /** The edit that undo would take back. */
    public function head(): ?int
    {
        return $this->done === array() ? null : $this->done[count($this->done) - 1];
    }

    /** The edit that redo would do again. */
    public function redo(): ?int
    {
        return $this->undone === array() ? null : $this->undone[count($this->undone) - 1];
    }
}
