<?php

// Emoncms includes this when it makes its menu: after the page, before it is shown.

defined('EMONCMS_EXEC') or die('Restricted access');

require_once __DIR__ . '/lib/load.php';

if (!empty($GLOBALS['session']['read'])) {
    // Emoncms 11 begins its menu before it asks the modules, 10 does not.
    if (isset($menu['setup']['l2'])) {
        $menu['setup']['l2']['retouche'] = RetoucheMenu::entry11($GLOBALS['session']);
    } else {
        $menu['sidebar']['emoncms'][] = RetoucheMenu::entry10($GLOBALS['session']);
    }
    RetoucheMenu::addToPage($GLOBALS['output'], $GLOBALS['route'], $GLOBALS['session']);
}
