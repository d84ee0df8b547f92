<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** Who asks, as Emoncms's session says: by a cookie, by a key, or nobody. */
final class RetoucheVisitor
{
    /** The user, 0 for nobody. */
    public int $id;

    /** Whether the user's own feeds can be read. */
    public bool $reads;

    /** Whether they can be written. */
    public bool $writes;

    /** Whether a key was given rather than a cookie. */
    public bool $byKey;

    /** The language of the session, such as fr_FR; empty where it has none. */
    private string $language;

    /** @param array<string, mixed> $session Emoncms's. */
    public function __construct(array $session)
    {
        $this->id = (int) ($session['userid'] ?? 0);
        $this->reads = $this->id > 0 && !empty($session['read']);
        $this->writes = $this->reads && !empty($session['write']);
        // Who logged in has a session of PHP; a key that Emoncms accepted has none.
        $this->byKey = $this->reads && session_status() !== PHP_SESSION_ACTIVE
            && !empty($GLOBALS['apikey']);
        $this->language = (string) ($session['lang'] ?? '');
    }

    /** What a page of ours sends with every change, and another site's page cannot know. */
    public function token(): ?string
    {
        $session = (string) session_id();
        if (!$this->writes || $this->byKey || $session === '') {
            return null;
        }
        return hash_hmac('sha256', 'retouche', $session);
    }

    /** @throws RetoucheRefusal unless the user may write and the request is of our own page. */
    public function mustWrite(): void
    {
        if (!$this->reads) {
            throw new RetoucheRefusal(401, 'not_logged_in', 'Log in to Emoncms first.');
        }
        if (!$this->writes) {
            throw new RetoucheRefusal(403, 'read_only', 'This login or key can only read.');
        }
        if ($this->byKey) {
            return;
        }
        $token = $this->token();
        $given = $_SERVER['HTTP_X_RETOUCHE_TOKEN'] ?? null;
        if ($token === null || !is_string($given) || !hash_equals($token, $given)) {
            throw new RetoucheRefusal(
                403,
                'bad_token',
                'The page is from another login. Reload it.'
            );
        }
    }

    /** The language to speak: `fr` or `en`. A key's session always claims English: ask the browser. */
    public function language(): string
    {
        $wanted = $this->byKey ? '' : $this->language;
        if ($wanted === '') {
            $wanted = (string) ($_SERVER['HTTP_ACCEPT_LANGUAGE'] ?? '');
        }
        foreach (explode(',', strtolower($wanted)) as $language) {
            $language = substr(ltrim($language), 0, 2);
            if ($language === 'fr' || $language === 'en') {
                return $language;
            }
        }
        return 'en';
    }
}
