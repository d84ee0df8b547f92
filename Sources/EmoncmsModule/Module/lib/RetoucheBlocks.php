<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * The points that an edit replaces and what they become: blocks in order, each from its first slot,
 * as runs of a count and the four bytes of the file in hex.
 */
final class RetoucheBlocks
{
    /** @var list<array{first: int, before: list<array{int, string}>, after: list<array{int, string}>}> */
    public array $blocks = array();

    /** The first slot of the first block. */
    public int $first = 0;

    /** Slots from there to the last slot of the last block. */
    public int $npoints = 0;

    /** Slots whose bytes differ. */
    public int $changed = 0;

    /**
     * @param list<mixed> $given From outside.
     * @param int $length Slots of the feed.
     * @throws RetoucheRefusal where the blocks are not of this feed, or change nothing.
     */
    public function __construct(array $given, int $length)
    {
        $next = 0;
        foreach ($given as $index => $block) {
            $name = "blocks[$index]";
            if (!is_array($block)) {
                throw RetoucheBody::wrong($name, 'a block');
            }
            $first = $block['first'] ?? null;
            $first = RetoucheBody::number($first, "$name.first", $next, $length - 1);
            $before = self::runs($block['before'] ?? null, "$name.before", $length - $first);
            $after = self::runs($block['after'] ?? null, "$name.after", $length - $first);
            $count = self::count($before);
            if ($count !== self::count($after)) {
                throw RetoucheBody::wrong("$name.after", 'as long as what was before');
            }
            $this->changed += self::differences($before, $after);
            $this->blocks[] = array('first' => $first, 'before' => $before, 'after' => $after);
            $next = $first + $count;
        }
        if ($this->blocks === array()) {
            return;
        }
        if ($this->changed === 0) {
            throw RetoucheBody::wrong('blocks', 'a change of any point');
        }
        $this->first = $this->blocks[0]['first'];
        $this->npoints = $next - $this->first;
    }

    /**
     * What an edit covers that changes no point: it says that what stands there is right.
     * @param list<array{int, int, string}> $changes In order.
     * @throws RetoucheRefusal where it says nothing at all.
     */
    public function cover(array $changes): void
    {
        if ($this->blocks !== array()) {
            return;
        }
        if ($changes === array()) {
            throw RetoucheBody::wrong('changes', 'a change of anything');
        }
        $last = $changes[count($changes) - 1];
        $this->first = $changes[0][0];
        $this->npoints = $last[0] + $last[1] - $this->first;
    }

    /**
     * @param mixed $given
     * @return list<array{int, string}>
     */
    private static function runs($given, string $name, int $room): array
    {
        if (!RetoucheBody::isList($given) || $given === array()) {
            throw RetoucheBody::wrong($name, 'a list of runs');
        }
        $runs = array();
        foreach ($given as $index => $run) {
            if (!RetoucheBody::isList($run) || count($run) !== 2) {
                throw RetoucheBody::wrong("{$name}[$index]", 'a count and four bytes');
            }
            $count = RetoucheBody::number($run[0], "{$name}[$index][0]", 1, $room);
            if (!is_string($run[1]) || preg_match('/^[0-9a-f]{8}$/D', $run[1]) !== 1) {
                throw RetoucheBody::wrong("{$name}[$index][1]", 'eight hex digits');
            }
            $room -= $count;
            // The same array, not another: there may be many.
            $runs[] = $run;
        }
        return $runs;
    }

    /** @param list<array{int, string}> $runs */
    private static function count(array $runs): int
    {
        $count = 0;
        foreach ($runs as $run) {
            $count += $run[0];
        }
        return $count;
    }

    /**
     * Slots whose bytes differ, of two equally long lists of runs.
     * @param list<array{int, string}> $before
     * @param list<array{int, string}> $after
     */
    private static function differences(array $before, array $after): int
    {
        $different = 0;
        $index = 0;
        $left = $after[0][0];
        foreach ($before as list($count, $bytes)) {
            while ($count > 0) {
                if ($left === 0) {
                    $index += 1;
                    $left = $after[$index][0];
                }
                $both = min($count, $left);
                if ($after[$index][1] !== $bytes) {
                    $different += $both;
                }
                $count -= $both;
                $left -= $both;
            }
        }
        return $different;
    }
}
