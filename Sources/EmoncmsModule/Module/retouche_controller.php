<?php

// The way into the module: Emoncms calls `retouche_controller` for every address below `retouche/`.

defined('EMONCMS_EXEC') or die('Restricted access');

require_once __DIR__ . '/lib/load.php';

/** @return array<string, mixed> What Emoncms prints. */
function retouche_controller()
{
    global $mysqli, $redis, $user, $session, $route, $settings, $path, $emoncms_version;

    require_once 'Modules/feed/feed_model.php';
    $feeds = new Feed($mysqli, $redis, $settings['feed']);
    $module = new RetoucheModule(
        $mysqli,
        $redis,
        $user,
        $feeds,
        $session,
        $settings,
        $emoncms_version
    );

    if ($route->format === 'json' && RetoucheModule::knows($route->action)) {
        return array('content' => $module->answer($route->action, $route->method));
    }
    if ($route->format === 'html' && ($route->action === 'editor' || $route->action === '')) {
        // Emoncms shows its login form for an empty content.
        return array('content' => (string) $module->page($_GET, $path));
    }
    return array('content' => EMPTY_ROUTE);
}
