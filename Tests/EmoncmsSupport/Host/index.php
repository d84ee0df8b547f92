<?php
// The few parts of an Emoncms that a module lives on, for tests: settings, database, cache, session,
// route, controller, menus and a page around it. The feeds are those of the tests' Emoncms server.

define('EMONCMS_EXEC', 1);
define('EMPTY_ROUTE', '#UNDEFINED#');
/** Whether it is to be 10.4, else 11. */
define('IS_OLD', is_file('version.txt'));

require 'core.php';
require 'route.php';

$settings = parse_ini_file('settings.ini', true, INI_SCANNER_TYPED);
if (IS_OLD) {
    // The default of the PHP that 10.4 was written for.
    mysqli_report(MYSQLI_REPORT_OFF);
}
$mysqli = new mysqli(
    $settings['sql']['server'], $settings['sql']['username'], $settings['sql']['password'],
    $settings['sql']['database'], $settings['sql']['port']
);
$mysqli->set_charset('utf8');
$redis = false;
if ($settings['redis']['enabled']) {
    $redis = new Redis();
    $redis->connect($settings['redis']['host'], $settings['redis']['port']);
    $redis->setOption(Redis::OPT_PREFIX, $settings['redis']['prefix']);
}
$mqtt = false;
$path = get_application_path();
$emoncms_version = version();

require 'Modules/user/user_model.php';
$user = new User($mysqli, $redis);
$apikey = $_GET['apikey'] ?? $_POST['apikey'] ?? null;
if ($apikey === null && isset($_SERVER['HTTP_AUTHORIZATION'])) {
    $apikey = str_replace('Bearer ', '', $_SERVER['HTTP_AUTHORIZATION']);
}
$session = $apikey === null ? $user->emon_session_start() : $user->apikey_session($apikey);
if (!$session) {
    http_response_code(401);
    echo 'Invalid API key';
    exit;
}
$language = $session['lang'] === 'fr_FR' ? 'fr_FR' : 'en_GB';
if (IS_OLD) {
    putenv("LC_ALL=$language.UTF-8");
    setlocale(LC_ALL, "$language.UTF-8", 'C.UTF-8');
}

$route = new Route(get('q'), $_SERVER['DOCUMENT_ROOT'], $_SERVER['REQUEST_METHOD']);
if ($route->controller === 'version') {
    header('Content-Type: text/plain');
    echo version();
    exit;
}
$embed = get('embed') == 1 ? 1 : 0;
$output = controller($route->controller);
if ($output['content'] === EMPTY_ROUTE) {
    http_response_code(406);
    $output['content'] = $route->format === 'html'
        ? '<h2>406 Not Acceptable</h2>'
        : ['success' => false, 'message' => '406 Not Acceptable. Route not found'];
}
// 10.4 compares loosely: an empty list is no answer either.
$is_empty = IS_OLD ? $output['content'] == '' : $output['content'] === '';
if ($is_empty && !$session['read']) {
    $route->controller = 'user';
    $route->action = 'login';
    $output = controller('user');
}
$output['route'] = $route;
$output['session'] = $session;

if ($route->format === 'json') {
    header('Content-Type: application/json');
    print json_encode($output['content']);
} elseif ($route->format === 'html') {
    if ($embed) {
        print view('Theme/embed.php', $output);
    } elseif (IS_OLD) {
        $menu = load_menu();
        $output['mainmenu'] = view('Theme/menu.php', ['entries' => $menu['sidebar'] ?? []]);
        print view('Theme/theme.php', $output);
    } else {
        $menu = ['setup' => [
            'name' => 'Setup', 'order' => 1, 'icon' => 'menu', 'default' => 'feed/view', 'l2' => [],
        ]];
        load_menu();
        $output['mainmenu'] = view('Theme/menu.php', ['entries' => [$menu['setup']['l2']]]);
        print view('Theme/theme.php', $output);
    }
} else {
    header('Content-Type: text/plain');
    print $output['content'];
}
