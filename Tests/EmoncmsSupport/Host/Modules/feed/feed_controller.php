<?php

defined('EMONCMS_EXEC') or die('Restricted access');

/** Passes what is asked of feeds on to the tests' Emoncms server, with the key of the session. */
function feed_controller()
{
    global $settings, $session, $user, $route;

    if ($route->format === 'html') {
        return $session['read'] ? ['content' => '<h2>Feeds</h2>'] : '';
    }
    $query = $_GET;
    unset($query['q'], $query['apikey']);
    $headers = ['Connection: close'];
    if ($session['userid'] > 0) {
        $key = $session['write']
            ? $user->get_apikey_write($session['userid'])
            : $user->get_apikey_read($session['userid']);
        $headers[] = "Authorization: Bearer $key";
    }
    $options = [
        'method' => $route->method, 'header' => $headers, 'ignore_errors' => true,
        'protocol_version' => 1.1, 'timeout' => 10,
    ];
    if ($route->method === 'POST') {
        $headers[] = 'Content-Type: ' . ($_SERVER['CONTENT_TYPE'] ?? 'application/octet-stream');
        $options['header'] = $headers;
        $options['content'] = file_get_contents('php://input');
    }
    $query = http_build_query($query, '', '&', PHP_QUERY_RFC3986);
    $target = $settings['feed']['server'] . "feed/{$route->action}.json?$query";
    // A server that goes away is what some tests are about: no warning of it.
    $answer = @fopen($target, 'rb', false, stream_context_create(['http' => $options]));
    if (!$answer) {
        http_response_code(502);
        exit;
    }
    // Of an answer that is cut, the length is that of the whole: the client sees that it is.
    foreach (stream_get_meta_data($answer)['wrapper_data'] as $index => $line) {
        if ($index === 0) {
            http_response_code((int) explode(' ', $line)[1]);
        } elseif (preg_match('/^(Content-Type|Content-Length|Location):/', $line)) {
            header($line);
        }
    }
    fpassthru($answer);
    exit;
}
