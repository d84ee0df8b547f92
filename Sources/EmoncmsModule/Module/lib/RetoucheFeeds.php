<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** The feeds as one visitor may see and change them: Emoncms's own rules. */
final class RetoucheFeeds
{
    /** Emoncms's number of the engine PHPFina. */
    private const PHPFINA = 5;

    /** Emoncms's model. */
    private Feed $feeds;

    /** @var Redis|false */
    private $redis;

    private RetoucheVisitor $visitor;

    /** @param Redis|false $redis */
    public function __construct(Feed $feeds, $redis, RetoucheVisitor $visitor)
    {
        $this->feeds = $feeds;
        $this->redis = $redis;
        $this->visitor = $visitor;
    }

    /** Whether the visitor may read it: it is public, or the visitor's own. */
    public function readable(int $id): bool
    {
        return $this->feeds->exist($id)
            && ((int) $this->field($id, 'public') === 1 || $this->own($id));
    }

    /** @throws RetoucheRefusal where it is not for this visitor, as if it did not exist. */
    public function mustRead(int $id): void
    {
        if (!$this->readable($id)) {
            throw new RetoucheRefusal(404, 'not_found', "There is no feed $id.");
        }
    }

    /** @throws RetoucheRefusal unless it is the visitor's own and of an engine that can be edited. */
    public function mustWrite(int $id): void
    {
        $this->mustRead($id);
        if (!$this->own($id) || !$this->visitor->writes) {
            throw new RetoucheRefusal(403, 'read_only', "Feed $id can only be read.");
        }
        if ((int) $this->field($id, 'engine') !== self::PHPFINA) {
            throw new RetoucheRefusal(422, 'not_phpfina', "Feed $id has no fixed interval.");
        }
    }

    /** Whether the feed is the visitor's own. */
    public function own(int $id): bool
    {
        return $this->visitor->reads && (int) $this->field($id, 'userid') === $this->visitor->id;
    }

    /** What the feed is called. */
    public function name(int $id): string
    {
        return (string) $this->field($id, 'name');
    }

    /** @return array{start: int, step: int, npoints: int} Of a feed of fixed interval. */
    public function timeline(int $id): array
    {
        $meta = (int) $this->field($id, 'engine') === self::PHPFINA
            ? $this->feeds->get_meta($id) : null;
        $meta = is_object($meta) ? get_object_vars($meta) : array();
        return array(
            'start' => (int) ($meta['start_time'] ?? 0),
            'step' => (int) ($meta['interval'] ?? 0),
            'npoints' => (int) ($meta['npoints'] ?? 0)
        );
    }

    /** Points that a low-write Emoncms still holds back: they would overwrite an edit. */
    public function waiting(int $id): int
    {
        return $this->redis ? (int) $this->redis->zCard("feed:$id:buffer") : 0;
    }

    /** @return mixed */
    private function field(int $id, string $field)
    {
        $value = $this->feeds->get_field($id, $field);
        return is_scalar($value) ? $value : null;
    }
}
