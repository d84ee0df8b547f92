<?php
// The entries of a menu, of 10.4's kind or of 11's.

defined('EMONCMS_EXEC') or die('Restricted access');
global $path;
foreach ($entries as $list) {
    foreach ($list as $entry) {
        $target = htmlspecialchars($path . ($entry['href'] ?? $entry['path']));
        echo '<a href="' . $target . '">' . htmlspecialchars($entry['name'] ?? $entry['text']) . '</a>';
    }
}
