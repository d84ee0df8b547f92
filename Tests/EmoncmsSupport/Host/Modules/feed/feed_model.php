<?php

defined('EMONCMS_EXEC') or die('Restricted access');

class Engine
{
    const MYSQL = 0;
    const PHPTIMESERIES = 2;
    const PHPFINA = 5;
    const VIRTUALFEED = 7;
}

/** The feeds, as the code of modules asks for them: without looking at rights. */
class Feed
{
    private $server;

    public function __construct($mysqli, $redis, $settings)
    {
        $this->server = $settings['server'];
    }

    private function ask($action, $query, $asArray = true)
    {
        $target = "{$this->server}internal/$action.json?" . http_build_query($query);
        return json_decode((string) file_get_contents($target), $asArray);
    }

    public function exist($id)
    {
        return isset($this->get($id)["id"]);
    }

    /** The row of a feed. */
    public function get($id)
    {
        $row = $this->ask('aget', ['id' => (int) $id]);
        return $row ?? ['success' => false, 'message' => 'Feed does not exist'];
    }

    public function get_field($id, $field)
    {
        return $this->get($id)[$field] ?? ['success' => false, 'message' => 'Missing field'];
    }

    /** Interval, start and number of points, as an object; false without them. */
    public function get_meta($id)
    {
        return $this->ask('getmeta', ['id' => (int) $id], false) ?? false;
    }

    public function get_timevalue($id)
    {
        return $this->ask('timevalue', ['id' => (int) $id]);
    }

    public function get_user_feeds($userid, $getmeta = 0)
    {
        return $this->ask('list', ['userid' => (int) $userid]);
    }

    public function get_user_public_feeds($userid)
    {
        return array_values(array_filter($this->get_user_feeds($userid), function ($feed) {
            return $feed['public'];
        }));
    }
}
