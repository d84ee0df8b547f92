<?php
// The functions of an Emoncms that modules call, doing what they were seen to do.

defined('EMONCMS_EXEC') or die('Restricted access');

function get_application_path()
{
    return rtrim('http://' . $_SERVER['HTTP_HOST'] . dirname($_SERVER['SCRIPT_NAME']), '/') . '/';
}

function version()
{
    return IS_OLD
        ? trim(file_get_contents('version.txt'))
        : json_decode(file_get_contents('version.json'))->version;
}

function server($index)
{
    return $_SERVER[$index] ?? null;
}

/** A value of the address: decoded a second time and without backslashes; '' or a default. */
function get($index, $error_if_missing = false, $default = null)
{
    return decoded_parameter($_GET, $index, $error_if_missing, $default);
}

function post($index, $error_if_missing = false, $default = null)
{
    return decoded_parameter($_POST, $index, $error_if_missing, $default);
}

function prop($index, $error_if_missing = false, $default = null)
{
    return decoded_parameter($_POST + $_GET, $index, $error_if_missing, $default);
}

function decoded_parameter($values, $index, $error_if_missing, $default)
{
    if (isset($values[$index])) {
        return stripslashes(rawurldecode($values[$index]));
    }
    // 10.4 knows neither a default nor what is missing.
    if (IS_OLD) {
        return '';
    }
    if ($error_if_missing) {
        header('Content-Type: text/plain');
        die("missing $index parameter");
    }
    return $default;
}

function controller($name)
{
    $output = ['content' => EMPTY_ROUTE];
    $file = "Modules/$name/{$name}_controller.php";
    if ($name && is_file($file)) {
        load_language_files("Modules/$name/locale");
        require_once $file;
        $output = ($name . '_controller')();
        if (!is_array($output) || !isset($output['content'])) {
            $output = ['content' => $output];
        }
    }
    return $output;
}

function view($file, array $arguments = [])
{
    if (!IS_OLD) {
        $arguments['path'] = $GLOBALS['path'];
    }
    if (!is_file($file)) {
        return '';
    }
    extract($arguments);
    ob_start();
    include $file;
    return ob_get_clean();
}

/** Runs every module's menu file, within a function: 11 shares its menu with it, 10.4 returns it. */
function load_menu()
{
    if (!IS_OLD) {
        global $menu;
    }
    foreach (scandir('Modules') as $module) {
        $file = "Modules/$module/{$module}_menu.php";
        if (is_file($file)) {
            load_language_files("Modules/$module/locale");
            require $file;
        }
    }
    return $menu ?? [];
}

function load_db_schema()
{
    $schema = [];
    foreach (scandir('Modules') as $module) {
        $file = "Modules/$module/{$module}_schema.php";
        if (is_file($file)) {
            require $file;
        }
    }
    return $schema;
}

function load_language_files($folder, $context = 'messages')
{
    if (IS_OLD) {
        bindtextdomain($context, $folder);
        bind_textdomain_codeset($context, 'UTF-8');
        textdomain($context);
        return;
    }
    $file = rtrim($folder, '/') . '/' . $GLOBALS['language'] . '.json';
    if ($GLOBALS['language'] !== 'en_GB' && is_file($file)) {
        $GLOBALS['texts'][$context] = json_decode(file_get_contents($file), true);
    }
}

if (!IS_OLD) {
    function tr($text)
    {
        return ctx_tr('messages', $text);
    }

    function ctx_tr($context, $text)
    {
        return ($GLOBALS['texts'][$context][$text] ?? '') ?: $text;
    }
}
