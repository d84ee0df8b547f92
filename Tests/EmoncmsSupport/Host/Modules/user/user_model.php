<?php

defined('EMONCMS_EXEC') or die('Restricted access');

/** Who is who: from the table of users, and a cookie or a key. */
class User
{
    private $mysqli;

    public function __construct($mysqli, $redis)
    {
        $this->mysqli = $mysqli;
    }

    private function row($column, $value)
    {
        $query = $this->mysqli->prepare("SELECT * FROM users WHERE $column=?");
        $query->bind_param('s', $value);
        $query->execute();
        return $query->get_result()->fetch_assoc();
    }

    private function session($row, $write, $name, $language)
    {
        return [
            'userid' => $row ? (int) $row['id'] : 0, 'username' => $name, 'admin' => 0,
            'read' => $row ? 1 : 0, 'write' => $write ? 1 : 0, 'gravatar' => '', 'lang' => $language,
            'timezone' => $row['timezone'] ?? '',
        ] + (IS_OLD ? [] : ['public_userid' => 0, 'public_username' => '']);
    }

    /** The session of a key; empty where there is no such key. */
    public function apikey_session($key)
    {
        foreach (['apikey_write' => true, 'apikey_read' => false] as $column => $write) {
            $row = ctype_xdigit($key) ? $this->row($column, $key) : null;
            if ($row) {
                return $this->session($row, $write, 'API', 'en');
            }
        }
        return [];
    }

    /** The session of the cookie, nobody's without one. */
    public function emon_session_start()
    {
        session_name('EMONCMS_SESSID');
        $cookie = ['path' => rtrim(dirname($_SERVER['SCRIPT_NAME']), '/') . '/', 'httponly' => true];
        session_set_cookie_params($cookie + (IS_OLD ? [] : ['samesite' => 'Strict']));
        session_start();
        $row = isset($_SESSION['name']) ? $this->row('username', $_SESSION['name']) : null;
        return $row
            ? $this->session($row, $_SESSION['write'], $row['username'], $row['language'])
            : $this->session(null, false, '', '');
    }

    /** Lets someone in. The name «reader» is that of user 1 who may only read. */
    public function login($name, $password)
    {
        $isReader = $name === 'reader';
        $row = $this->row('username', $isReader ? 'writer' : $name);
        if (!$row || !password_verify($password, $row['password'])) {
            return ['success' => false, 'message' => 'Incorrect authentication'];
        }
        session_regenerate_id();
        $_SESSION = ['name' => $row['username'], 'write' => !$isReader];
        return ['success' => true, 'message' => 'Login successful'];
    }

    public function get_username($id)
    {
        return $this->row('id', $id)['username'] ?? '';
    }

    public function get_timezone($id)
    {
        return $this->row('id', $id)['timezone'] ?? 'UTC';
    }

    public function get_apikey_read($id)
    {
        return $this->row('id', $id)['apikey_read'];
    }

    public function get_apikey_write($id)
    {
        return $this->row('id', $id)['apikey_write'];
    }

    public function get($id)
    {
        return (object) $this->row('id', $id);
    }
}
