<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** The members of a JSON object from outside, each of the type asked for or refused by name. */
final class RetoucheBody
{
    /** The largest body read, in bytes. */
    private const LIMIT = 4194304;

    /** The most arrays and objects in one: what PHP makes of them fits into its memory. */
    private const PARTS = 150000;

    /** @var array<mixed> */
    private array $members;

    /** @param array<mixed> $members */
    private function __construct(array $members)
    {
        $this->members = $members;
    }

    /** @throws RetoucheRefusal where the body is too large or no JSON object. */
    public static function read(): self
    {
        $text = file_get_contents('php://input', false, null, 0, self::LIMIT + 1);
        return self::parse($text === false ? '' : $text);
    }

    /** @throws RetoucheRefusal where the text is too large or no JSON object. */
    public static function parse(string $text): self
    {
        if (strlen($text) > self::LIMIT) {
            throw new RetoucheRefusal(413, 'too_large', 'A request holds at most 4 MB.');
        }
        if (substr_count($text, '[') + substr_count($text, '{') > self::PARTS) {
            throw new RetoucheRefusal(413, 'too_large', 'An edit holds at most 150 000 runs.');
        }
        $members = json_decode($text, true, 8);
        if (!is_array($members) || substr(ltrim($text), 0, 1) !== '{') {
            throw new RetoucheRefusal(400, 'malformed', 'The body is not a JSON object.');
        }
        return new self($members);
    }

    /** @throws RetoucheRefusal where it is no whole number of 0 to `$most`. */
    public function whole(string $name, int $most = 2147483647): int
    {
        return self::number($this->members[$name] ?? null, $name, 0, $most);
    }

    /** A whole number above 0, or null where it is absent. */
    public function id(string $name): ?int
    {
        $value = $this->members[$name] ?? null;
        return $value === null ? null : self::number($value, $name, 1, 2147483647);
    }

    /** @return list<int> */
    public function ids(string $name): array
    {
        $ids = array();
        foreach ($this->items($name) as $value) {
            $ids[] = self::number($value, $name, 1, 2147483647);
        }
        return array_values(array_unique($ids));
    }

    /** @throws RetoucheRefusal where it is no text of 1 to `$most` characters. */
    public function text(string $name, int $most): string
    {
        $value = $this->members[$name] ?? null;
        if (!is_string($value)) {
            throw self::wrong($name, 'a text');
        }
        $value = trim($value);
        if (preg_match('/^[^\p{Cc}]{1,' . $most . '}$/u', $value) !== 1) {
            throw self::wrong($name, "a text of 1 to $most characters");
        }
        return $value;
    }

    /** @param list<string> $words */
    public function oneOf(string $name, array $words): string
    {
        $value = $this->members[$name] ?? null;
        if (!is_string($value) || !in_array($value, $words, true)) {
            throw self::wrong($name, 'one of ' . implode(', ', $words));
        }
        return $value;
    }

    /** @return list<mixed> Empty where it is absent. */
    public function items(string $name): array
    {
        $value = $this->members[$name] ?? array();
        if (!self::isList($value)) {
            throw self::wrong($name, 'a list');
        }
        return $value;
    }

    /** A refusal that names the member and what it should be. */
    public static function wrong(string $name, string $wanted): RetoucheRefusal
    {
        return new RetoucheRefusal(422, 'unacceptable', "`$name` is not $wanted.");
    }

    /**
     * Whether it came as a JSON array.
     * @param mixed $value
     */
    public static function isList($value): bool
    {
        return is_array($value)
            && ($value === array() || array_keys($value) === range(0, count($value) - 1));
    }

    /** @param mixed $value */
    public static function number($value, string $name, int $least, int $most): int
    {
        if (!is_int($value) || $value < $least || $value > $most) {
            throw self::wrong($name, "a whole number from $least to $most");
        }
        return $value;
    }
}
