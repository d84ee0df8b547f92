<?php

defined('EMONCMS_EXEC') or die('Restricted access');

function user_controller()
{
    global $user, $route;

    if ($route->action === 'login' && $route->format === 'json') {
        return ['content' => $user->login(post('username'), post('password'))];
    }
    if ($route->action === 'login') {
        return ['content' => '<form id="loginform"><h2>Login</h2></form>'];
    }
    return ['content' => EMPTY_ROUTE];
}
