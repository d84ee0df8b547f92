<?php

defined('EMONCMS_EXEC') or die('Restricted access');

/** A request's address taken apart: controller/action/subaction.format */
class Route
{
    public $controller = '';
    public $action = '';
    public $subaction = '';
    public $subaction2 = '';
    public $query = '';
    public $method = 'GET';
    public $format = 'html';
    public $is_ajax = false;

    public function __construct($address, $documentRoot, $method)
    {
        $clean = preg_replace('#[^./_A-Za-z0-9-]#', '', trim((string) $address, '/'));
        $words = explode('/', $clean);
        $last = explode('.', array_pop($words));
        if (isset($last[1])) {
            $this->format = $last[1];
        }
        $words[] = $last[0];
        $names = ['controller', 'action', 'subaction', 'subaction2'];
        foreach ($names as $index => $name) {
            $this->$name = $words[$index] ?? '';
        }
        $this->method = $method;
    }
}
