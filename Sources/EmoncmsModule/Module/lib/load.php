<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

// A class is read from the file of its name when it is first used.
spl_autoload_register(function (string $name): void {
    if (preg_match('/^Retouche[A-Za-z]+$/D', $name) === 1 && is_file(__DIR__ . "/$name.php")) {
        require __DIR__ . "/$name.php";
    }
});
