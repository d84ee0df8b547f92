<?php

global $session;
if (IS_OLD) {
    $menu['sidebar']['emoncms'][] = ['text' => 'Visualization', 'path' => 'vis/list', 'order' => 3];
} elseif ($session['write']) {
    $menu['setup']['l2']['vis'] = ['name' => 'Visualization', 'href' => 'vis/list', 'order' => 3];
}
