<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * The journal of the feeds' edits. An entry is written as `pending` before the page changes a
 * point: while it is, nobody else edits that feed, and what was there is kept. It ends as `done`,
 * `dropped` (nothing was changed) or `conflict` (something else wrote there).
 */
final class RetoucheEdits extends RetoucheStore
{
    private const STATES = array('on', 'off', 'unknown');

    /**
     * The entries of a feed as it is now, oldest first.
     * @param int $after Only entries with a higher id.
     * @return array{edits: list<array<string, mixed>>}
     */
    public function list(int $feed, int $after): array
    {
        $this->feeds->mustRead($feed);
        if (!$this->tables->exist()) {
            return array('edits' => array());
        }
        $now = $this->feeds->timeline($feed);
        $rows = $this->database->rows(
            'SELECT e.`id`, e.`key`, e.`kind`, e.`of`, e.`gesture`, e.`userid`, u.`username`,
                    e.`time`, e.`first`, e.`npoints`, e.`changed`, e.`status`, e.`changes`
             FROM `retouche_edit` e LEFT JOIN `users` u ON u.`id` = e.`userid`
             WHERE e.`feedid` = ? AND e.`start` = ? AND e.`step` = ? AND e.`id` > ?
             ORDER BY e.`id`',
            array($feed, $now['start'], $now['step'], $after)
        );
        $own = $this->feeds->own($feed);
        $edits = array();
        foreach ($rows as $row) {
            $user = array('id' => (int) $row['userid'], 'name' => (string) $row['username']);
            $edits[] = array(
                'edit' => (int) $row['id'],
                'key' => $row['key'],
                'kind' => $row['kind'],
                'of' => $row['of'] === null ? null : (int) $row['of'],
                'gesture' => json_decode((string) $row['gesture']),
                // Who works here is no business of those who read a public feed.
                'user' => $own ? $user : null,
                'time' => (int) $row['time'],
                'first' => (int) $row['first'],
                'npoints' => (int) $row['npoints'],
                'changed' => (int) $row['changed'],
                'status' => $row['status'],
                'changes' => json_decode((string) $row['changes'])
            );
        }
        return array('edits' => $edits);
    }

    /** @return array{edit: int, feed: int, blocks: mixed} What was before an entry, and after. */
    public function blocks(int $edit): array
    {
        $row = $this->entry($edit, '`blocks`');
        $this->mustFind($edit, $row !== null && $this->feeds->readable((int) $row['feedid']));
        return array(
            'edit' => $edit,
            'feed' => (int) $row['feedid'],
            'blocks' => json_decode((string) $row['blocks'])
        );
    }

    /** @return array{edit: int, status: string} The entry of what the page is about to write. */
    public function begin(RetoucheBody $body): array
    {
        $feed = $body->whole('feed');
        $this->feeds->mustWrite($feed);
        $key = $body->text('key', 64);
        if (preg_match('/^[A-Za-z0-9_-]{8,64}$/D', $key) !== 1) {
            throw RetoucheBody::wrong('key', '8 to 64 letters, digits, - or _');
        }
        $this->tables->ensure();
        return $this->database->alone("feed $feed", function () use ($feed, $key, $body): array {
            $same = $this->database->rows(
                'SELECT `id`, `status` FROM `retouche_edit`
                 WHERE `feedid` = ? AND `userid` = ? AND `key` = ?',
                array($feed, $this->visitor->id, $key)
            );
            if ($same === array()) {
                return $this->note($feed, $key, $body);
            }
            $status = (string) $same[0]['status'];
            return array('edit' => (int) $same[0]['id'], 'status' => $status);
        });
    }

    /** @return array{edit: int, status: string} How what the page wrote ended. */
    public function finish(RetoucheBody $body): array
    {
        $edit = $body->whole('edit');
        $status = $body->oneOf('status', array('done', 'dropped', 'conflict'));
        $row = $this->entry($edit, '`status`');
        $this->mustFind($edit, $row !== null && $this->feeds->readable((int) $row['feedid']));
        $this->feeds->mustWrite((int) $row['feedid']);
        $changed = $this->database->change(
            "UPDATE `retouche_edit` SET `status` = ? WHERE `id` = ? AND `status` = 'pending'",
            array($status, $edit)
        );
        if ($changed === 0) {
            $row = $this->entry($edit, '`status`');
            if ($row === null || $row['status'] !== $status) {
                throw new RetoucheRefusal(
                    409,
                    'finished',
                    'This edit has already ended otherwise.',
                    array('edit' => $edit, 'status' => $row === null ? null : $row['status'])
                );
            }
        }
        return array('edit' => $edit, 'status' => $status);
    }

    /** @return array{edit: int, status: string} */
    private function note(int $feed, string $key, RetoucheBody $body): array
    {
        $now = $this->feeds->timeline($feed);
        $believed = array(
            'start' => $body->whole('start'),
            'step' => $body->whole('interval'),
            'npoints' => $body->whole('npoints')
        );
        if ($believed !== $now) {
            throw new RetoucheRefusal(
                409,
                'changed_meanwhile',
                'The feed has other points than the page knows. Reload it.'
            );
        }
        $blocks = new RetoucheBlocks($body->items('blocks'), $now['npoints']);
        $changes = self::changes($body->items('changes'), $now['npoints']);
        $blocks->cover($changes);
        $kind = $body->oneOf('kind', array('edit', 'undo', 'redo'));
        $of = $body->id('of');
        $gesture = $body->text('gesture', 200);
        $this->mustBeFree($feed, $now);
        $this->mustBeNext($feed, $now, $kind, $of);
        $edit = $this->database->insert(
            "INSERT INTO `retouche_edit` (`feedid`, `userid`, `time`, `key`, `kind`, `of`,
               `gesture`, `start`, `step`, `first`, `npoints`, `changed`, `changes`, `blocks`,
               `status`)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')",
            array(
                $feed, $this->visitor->id, time(), $key, $kind, $of, self::json($gesture),
                $now['start'], $now['step'], $blocks->first, $blocks->npoints, $blocks->changed,
                self::json($changes), self::json($blocks->blocks)
            )
        );
        return array('edit' => $edit, 'status' => 'pending');
    }

    /**
     * @param array{start: int, step: int, npoints: int} $now
     * @throws RetoucheRefusal where somebody else is writing, or Emoncms still will.
     */
    private function mustBeFree(int $feed, array $now): void
    {
        $pending = $this->database->rows(
            "SELECT `id`, `key`, `time` FROM `retouche_edit`
             WHERE `feedid` = ? AND `start` = ? AND `step` = ? AND `status` = 'pending'
             ORDER BY `id`",
            array($feed, $now['start'], $now['step'])
        );
        if ($pending !== array()) {
            throw new RetoucheRefusal(
                409,
                'busy',
                'Another edit of this feed is being written.',
                array(
                    'edit' => (int) $pending[0]['id'],
                    'key' => $pending[0]['key'],
                    'age' => max(0, time() - (int) $pending[0]['time'])
                )
            );
        }
        $waiting = $this->feeds->waiting($feed);
        if ($waiting > 0) {
            throw new RetoucheRefusal(
                409,
                'waiting',
                'Emoncms has points of this feed that it has not written yet. Try again later.',
                array('waiting' => $waiting)
            );
        }
    }

    /**
     * @param array{start: int, step: int, npoints: int} $now
     * @throws RetoucheRefusal where it is not this edit's turn to be taken back or done again.
     */
    private function mustBeNext(int $feed, array $now, string $kind, ?int $of): void
    {
        if ($kind === 'edit') {
            if ($of !== null) {
                throw RetoucheBody::wrong('of', 'absent, as an edit needs');
            }
            return;
        }
        $entries = array();
        $rows = $this->database->rows(
            "SELECT `id`, `kind`, `of` FROM `retouche_edit`
             WHERE `feedid` = ? AND `start` = ? AND `step` = ? AND `status` = 'done' ORDER BY `id`",
            array($feed, $now['start'], $now['step'])
        );
        foreach ($rows as $row) {
            $entries[] = array(
                'id' => (int) $row['id'],
                'kind' => (string) $row['kind'],
                'of' => $row['of'] === null ? null : (int) $row['of']
            );
        }
        $history = new RetoucheHistory($entries);
        $next = $kind === 'undo' ? $history->head() : $history->redo();
        if ($of === null || $of !== $next) {
            throw new RetoucheRefusal(
                409,
                'out_of_order',
                'Another edit has come in between.',
                array('head' => $history->head(), 'redo' => $history->redo())
            );
        }
    }

    /**
     * @param list<mixed> $given
     * @return list<array{int, int, string}>
     */
    private static function changes(array $given, int $length): array
    {
        $changes = array();
        $next = 0;
        foreach ($given as $index => $change) {
            $name = "changes[$index]";
            if (!RetoucheBody::isList($change) || count($change) !== 3) {
                throw RetoucheBody::wrong($name, 'a first slot, a number of slots and a state');
            }
            $first = RetoucheBody::number($change[0], "{$name}[0]", $next, $length - 1);
            $count = RetoucheBody::number($change[1], "{$name}[1]", 1, $length - $first);
            if (!is_string($change[2]) || !in_array($change[2], self::STATES, true)) {
                throw RetoucheBody::wrong("{$name}[2]", 'on, off or unknown');
            }
            $changes[] = array($first, $count, $change[2]);
            $next = $first + $count;
        }
        return $changes;
    }

    /** @return array<string, int|string|null>|null */
    private function entry(int $edit, string $column): ?array
    {
        if (!$this->tables->exist()) {
            return null;
        }
        $rows = $this->database->rows(
            "SELECT `feedid`, $column FROM `retouche_edit` WHERE `id` = ?",
            array($edit)
        );
        return $rows[0] ?? null;
    }

    private function mustFind(int $edit, bool $found): void
    {
        if (!$found) {
            throw new RetoucheRefusal(404, 'not_found', "There is no edit $edit.");
        }
    }

    /** @param mixed $value Of strings that are UTF-8. */
    private static function json($value): string
    {
        return (string) json_encode($value);
    }
}
