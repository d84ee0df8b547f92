<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** Where the browser's part of the module lies, and what the page's address asks for. */
final class RetouchePage
{
    private const ROLES = array('state', 'supply', 'return', 'indoor', 'outdoor');

    /**
     * Emoncms's address without scheme and host, such as `/emoncms/`: behind a proxy that ends TLS,
     * the page is still of one origin.
     */
    public static function base(string $path): string
    {
        $base = parse_url($path, PHP_URL_PATH);
        return is_string($base) && $base !== '' ? $base : '/';
    }

    /** The folder of the page's files, from Emoncms's; null where the copy is broken. */
    public static function folder(): ?string
    {
        $found = null;
        $newest = 0;
        foreach (glob(__DIR__ . '/../page/*/emoncms/emoncms.js') ?: array() as $file) {
            $digest = basename(dirname($file, 2));
            $time = (int) filemtime($file);
            if (preg_match('/^[0-9a-f]{12}$/D', $digest) === 1 && $time >= $newest) {
                $found = "Modules/retouche/page/$digest";
                $newest = $time;
            }
        }
        return $found;
    }

    /**
     * The feeds named in the address, by role. An absent option is missing, empty, 0 or -1, as
     * Emoncms's lists of options send them.
     * @param array<mixed> $query
     * @return array<string, list<int>>
     */
    public static function options(array $query): array
    {
        $options = array();
        foreach (self::ROLES as $role) {
            $given = $query[$role] ?? '';
            if (!is_string($given)) {
                continue;
            }
            $ids = array();
            foreach (explode(',', $given) as $id) {
                if (preg_match('/^[1-9][0-9]{0,8}$/D', $id) === 1) {
                    $ids[] = (int) $id;
                }
            }
            if ($ids !== array()) {
                $many = $role === 'indoor';
                $options[$role] = $many ? array_values(array_unique($ids)) : array($ids[0]);
            }
        }
        return $options;
    }

    /**
     * The address of the bare page with these options.
     * @param array<string, list<int>> $options
     */
    public static function bareAddress(string $base, array $options): string
    {
        $query = '';
        foreach ($options as $role => $ids) {
            $query .= "$role=" . implode(',', $ids) . '&';
        }
        return "{$base}retouche/editor?{$query}embed=1";
    }

    /** What the bare page may do: only what comes from here, and no script in its text. */
    public static function sendHeaders(): void
    {
        header('Content-Type: text/html; charset=utf-8');
        header(
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
            . "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'"
        );
        header('X-Content-Type-Options: nosniff');
        header('Referrer-Policy: no-referrer');
        header('Cache-Control: no-store');
    }
}
