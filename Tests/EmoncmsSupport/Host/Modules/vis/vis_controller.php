<?php

defined('EMONCMS_EXEC') or die('Restricted access');

function vis_controller()
{
    global $mysqli, $redis, $settings, $session, $route;

    if ($route->action !== 'list' || !$session['write']) {
        return ['content' => false];
    }
    require_once 'Modules/feed/feed_model.php';
    $feed = new Feed($mysqli, $redis, $settings['feed']);
    require 'Modules/vis/vis_object.php';
    return ['content' => view('Modules/vis/Views/vis_main_view.php', [
        'feedlist' => $feed->get_user_feeds($session['userid']), 'visualisations' => $visualisations,
    ])];
}
