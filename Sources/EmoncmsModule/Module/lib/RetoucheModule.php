<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** What a request to the module is answered: the pages, and the endpoints behind them. */
final class RetoucheModule
{
    /** Each endpoint and its method. */
    private const ENDPOINTS = array(
        'about' => 'GET',
        'circuits' => 'GET',
        'circuit' => 'POST',
        'edits' => 'GET',
        'blocks' => 'GET',
        'begin' => 'POST',
        'finish' => 'POST',
        'propose' => 'POST'
    );

    private mysqli $mysqli;

    /** @var Redis|false */
    private $redis;

    /** Emoncms's model. */
    private User $users;

    private RetoucheVisitor $visitor;

    private RetoucheFeeds $feeds;

    private RetoucheDatabase $database;

    private RetoucheStudio $studio;

    /** Emoncms's. */
    private string $version;

    /**
     * @param Redis|false $redis
     * @param array<string, mixed> $session
     * @param array<string, mixed> $settings
     * @param string $version Emoncms's, as its page names it.
     */
    public function __construct(
        mysqli $mysqli,
        $redis,
        User $users,
        Feed $feeds,
        array $session,
        array $settings,
        string $version
    ) {
        $this->studio = new RetoucheStudio($settings);
        $this->version = trim(str_replace('low-write', '', $version));
        $this->mysqli = $mysqli;
        $this->redis = $redis;
        $this->users = $users;
        $this->visitor = new RetoucheVisitor($session);
        $this->feeds = new RetoucheFeeds($feeds, $this->redis, $this->visitor);
        $this->database = new RetoucheDatabase($mysqli);
    }

    /** Whether there is such an endpoint. */
    public static function knows(string $action): bool
    {
        return isset(self::ENDPOINTS[$action]);
    }

    /** @return array<string, mixed> The body of the answer; its status is sent. */
    public function answer(string $action, string $method): array
    {
        header('Cache-Control: no-store');
        header('X-Content-Type-Options: nosniff');
        try {
            $wanted = self::ENDPOINTS[$action];
            if ($method !== $wanted) {
                header("Allow: $wanted");
                throw new RetoucheRefusal(405, 'method', "This is asked for by $wanted.");
            }
            if ($method === 'POST') {
                $this->visitor->mustWrite();
            }
            return $this->act($action);
        } catch (RetoucheRefusal $refusal) {
            http_response_code($refusal->status);
            return $refusal->body();
        }
    }

    /**
     * The page, without Emoncms's frame or in it. Null where the visitor should log in first.
     * @param array<mixed> $query
     */
    public function page(array $query, string $path): ?string
    {
        $words = new RetoucheWords($this->visitor->language());
        $base = RetouchePage::base($path);
        $options = RetouchePage::options($query);
        $bare = $this->visitor->byKey || ($query['embed'] ?? '') === '1';
        $folder = RetouchePage::folder();
        $sentence = null;
        if (!$this->mayLook($options)) {
            if (!$bare) {
                return null;
            }
            $sentence = 'Log in to Emoncms to see these feeds.';
        } elseif ($folder === null) {
            $sentence = 'This copy of the module is not complete. Install it again.';
        }
        $view = array(
            'words' => $words,
            'language' => $this->visitor->language(),
            'base' => $base,
            'files' => $base . $folder,
            'sentence' => $sentence,
            'address' => RetouchePage::bareAddress($base, $options)
        );
        if (!$bare) {
            return view('Modules/retouche/Views/framed.php', $view);
        }
        RetouchePage::sendHeaders();
        if ($sentence !== null) {
            http_response_code($folder === null ? 503 : 403);
        }
        echo view('Modules/retouche/Views/bare.php', $view);
        exit;
    }

    /** @return array<string, mixed> */
    private function act(string $action): array
    {
        $tables = new RetoucheTables($this->mysqli, $this->database);
        $edits = new RetoucheEdits($this->database, $tables, $this->feeds, $this->visitor);
        $circuits = new RetoucheCircuits($this->database, $tables, $this->feeds, $this->visitor);
        switch ($action) {
            case 'circuits':
                return $circuits->list();
            case 'circuit':
                return $circuits->set(RetoucheBody::read());
            case 'edits':
                $after = isset($_GET['after']) ? self::asked('after') : 0;
                return $edits->list(self::asked('feed'), $after);
            case 'blocks':
                return $edits->blocks(self::asked('edit'));
            case 'begin':
                return $edits->begin(RetoucheBody::read());
            case 'finish':
                return $edits->finish(RetoucheBody::read());
            case 'propose':
                return $this->propose($circuits->get(RetoucheBody::read()->whole('circuit')));
            default:
                return $this->about();
        }
    }

    /** @return array<string, mixed> */
    private function about(): array
    {
        $about = json_decode((string) file_get_contents(__DIR__ . '/../module.json'), true);
        return array(
            'version' => is_array($about) ? ($about['version'] ?? '') : '',
            'emoncms' => $this->version,
            'user' => $this->visitor->reads
                ? array('id' => $this->visitor->id, 'name' => $this->name()) : null,
            'can_write' => $this->visitor->writes,
            'token' => $this->visitor->token(),
            'time_zone' => $this->timeZone(),
            'language' => $this->visitor->language(),
            'inference' => $this->visitor->writes && $this->studio->answers()
        );
    }

    /**
     * @param array<string, mixed> $circuit The visitor's.
     * @return array<mixed>
     */
    private function propose(array $circuit): array
    {
        $supply = $circuit['supply'];
        if (!is_int($supply) || !$this->feeds->own($supply)) {
            throw new RetoucheRefusal(422, 'no_supply', 'The circuit has no supply of your own.');
        }
        // It may take minutes: the visitor's other requests do not wait for it.
        session_write_close();
        return $this->studio->propose(
            (string) $circuit['name'],
            $supply,
            $this->feeds->name($supply)
        );
    }

    /** The user's name: a session of a key does not have it. */
    private function name(): string
    {
        $rows = $this->database->rows(
            'SELECT `username` FROM `users` WHERE `id` = ?',
            array($this->visitor->id)
        );
        return (string) ($rows[0]['username'] ?? '');
    }

    /** The zone of the user's account. */
    private function timeZone(): string
    {
        $zone = $this->visitor->reads ? $this->users->get_timezone($this->visitor->id) : '';
        $known = is_string($zone) && in_array($zone, timezone_identifiers_list(), true);
        return $known ? $zone : 'UTC';
    }

    /** @param array<string, list<int>> $options */
    private function mayLook(array $options): bool
    {
        if ($this->visitor->reads) {
            return true;
        }
        foreach ($options as $ids) {
            foreach ($ids as $id) {
                if ($this->feeds->readable($id)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A number in the address. */
    private static function asked(string $name): int
    {
        $value = $_GET[$name] ?? null;
        if (!is_string($value) || preg_match('/^[0-9]{1,9}$/D', $value) !== 1) {
            throw RetoucheBody::wrong($name, 'a number');
        }
        return (int) $value;
    }
}
