<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * The ways in: an entry of the menu, one in the list of visualisations, a link above the feeds and
 * one above a graph. Emoncms has no place to register the last three, so a script is added to
 * the page, which does nothing where it does not find what it knows.
 */
final class RetoucheMenu
{
    /** The pages that get a way in, by controller and action, and the script of each. */
    private const SCRIPTS = array(
        'vis/list' => 'visualisations.js',
        'feed/' => 'selection.js',
        'feed/list' => 'selection.js',
        'feed/view' => 'selection.js',
        'graph/' => 'selection.js'
    );

    /**
     * @param array<string, mixed> $session
     * @return array<string, mixed>
     */
    public static function entry11(array $session): array
    {
        return array(
            'name' => self::words($session)->say('Retouche'),
            'href' => 'retouche/editor',
            'order' => 4,
            'icon' => 'show_chart'
        );
    }

    /**
     * @param array<string, mixed> $session
     * @return array<string, mixed>
     */
    public static function entry10(array $session): array
    {
        return array(
            'text' => self::words($session)->say('Retouche'),
            'path' => 'retouche/editor',
            'icon' => 'show_chart',
            'order' => 4
        );
    }

    /**
     * Adds the script of a page that should have a way in.
     * @param mixed $output What Emoncms is about to print.
     * @param mixed $route
     * @param array<string, mixed> $session
     */
    public static function addToPage(&$output, $route, array $session): void
    {
        if (!is_array($output) || !is_string($output['content'] ?? null) || !is_object($route)) {
            return;
        }
        $controller = (string) ($route->controller ?? '');
        $action = $controller === 'graph' ? '' : (string) ($route->action ?? '');
        $script = self::SCRIPTS["$controller/$action"] ?? null;
        if ($script === null) {
            return;
        }
        $base = RetouchePage::base((string) ($GLOBALS['path'] ?? '/'));
        $file = "Modules/retouche/Views/$script";
        $version = is_file($file) ? (int) filemtime($file) : 0;
        $words = self::words($session);
        $attributes = array(
            'src' => "{$base}{$file}?v=$version",
            'data-base' => $base,
            'data-state' => $words->say('State'),
            'data-supply' => $words->say('Supply'),
            'data-return' => $words->say('Return'),
            'data-indoor' => $words->say('Indoor'),
            'data-outdoor' => $words->say('Outdoor'),
            'data-none' => $words->say('none'),
            'data-open' => $words->say('Open in EditRealtime2')
        );
        $html = '';
        foreach ($attributes as $name => $value) {
            $html .= " $name=\"" . RetoucheWords::escape($value) . '"';
        }
        $output['content'] .= "\n<script$html></script>\n";
    }

    /** @param array<string, mixed> $session */
    private static function words(array $session): RetoucheWords
    {
        return new RetoucheWords((new RetoucheVisitor($session))->language());
    }
}
