<?php
// What Apache and an Emoncms's .htaccess do, for PHP's own server: files as they are, everything
// else to index.php. The site answers at / and below /emoncms/, as installs have it either way.

$target = preg_replace('#/+#', '/', rawurldecode(explode('?', $_SERVER['REQUEST_URI'], 2)[0]));
$base = '';
if (strpos($target, '/emoncms/') === 0) {
    $base = '/emoncms';
    $target = substr($target, strlen($base));
}
$root = $_SERVER['DOCUMENT_ROOT'];
$file = $root . $target;
$types = [
    'js' => 'text/javascript; charset=UTF-8', 'css' => 'text/css; charset=UTF-8',
    'svg' => 'image/svg+xml', 'json' => 'application/json',
];
if (strpos($target, '/.') !== false || preg_match('/\.(ini|sql|sh|log)$/', $target)) {
    http_response_code(403);
    return true;
}
if (preg_match('#^/(Lib|Modules|Theme)/#', $target)) {
    $ending = pathinfo($file, PATHINFO_EXTENSION);
    if (!is_file($file)) {
        http_response_code(404);
    } elseif (isset($types[$ending])) {
        header('Content-Type: ' . $types[$ending]);
        readfile($file);
    } elseif ($ending === 'php') {
        // As a web server would: nothing keeps anyone from asking for a part of a module.
        chdir(dirname($file));
        require $file;
    } else {
        http_response_code(404);
    }
    return true;
}
if ($target === '/favicon.ico') {
    http_response_code(204);
    return true;
}
$_GET['q'] = $_GET['q'] ?? ltrim($target, '/');
$_SERVER['SERVER_ADDR'] = '127.0.0.1';
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $base . '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
chdir($root);
require $root . '/index.php';
return true;
