<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * The few sentences that PHP says itself, from `locale/`. Emoncms 10.4 translates by gettext and 11
 * by JSON, so the module looks its own words up.
 */
final class RetoucheWords
{
    private const FILES = array('en' => 'en_GB', 'fr' => 'fr_FR');

    /** @var array<mixed> */
    private array $words;

    /** @param string $language `en` or `fr`. */
    public function __construct(string $language)
    {
        $file = __DIR__ . '/../locale/' . (self::FILES[$language] ?? 'en_GB') . '.json';
        $text = is_file($file) ? file_get_contents($file) : false;
        $words = $text === false ? null : json_decode($text, true);
        $this->words = is_array($words) ? $words : array();
    }

    /** The English sentence in the language, or as it is. */
    public function say(string $english): string
    {
        $said = $this->words[$english] ?? '';
        return is_string($said) && $said !== '' ? $said : $english;
    }

    /** The same, for HTML. */
    public function html(string $english): string
    {
        return self::escape($this->say($english));
    }

    /** Text as HTML's content and attributes want it. */
    public static function escape(string $text): string
    {
        return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
    }
}
