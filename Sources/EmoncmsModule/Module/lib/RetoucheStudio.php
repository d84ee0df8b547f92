<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/**
 * A Studio of Retouche on this machine, which can infer the states of a circuit. It is found on
 * loopback; Emoncms's settings name another port: `studio` in the section `[retouche]`.
 */
final class RetoucheStudio
{
    private const ADDRESS = 'http://127.0.0.1:8321/';

    /** How long it may take to say that it is there, in ms. */
    private const GLANCE = 300;

    /** How long it may infer, in ms. */
    private const PATIENCE = 300000;

    private string $address;

    /** @param array<string, mixed> $settings Emoncms's. */
    public function __construct(array $settings)
    {
        $section = $settings['retouche'] ?? null;
        $given = is_array($section) ? ($section['studio'] ?? null) : null;
        $this->address = self::isLoopback($given) ? rtrim($given, '/') . '/' : self::ADDRESS;
    }

    /** Whether one answers. */
    public function answers(): bool
    {
        $workspace = $this->ask('workspace', null, self::GLANCE);
        return $workspace !== null && is_string($workspace['time_zone'] ?? null);
    }

    /**
     * What an inference of a circuit would change.
     * @return array<mixed> The proposal as the Studio's API tells it.
     */
    public function propose(string $circuit, int $supply, string $supplyName): array
    {
        $name = $this->nameOf($circuit, $supply, $supplyName);
        $path = 'circuits/' . rawurlencode($name) . '/proposals';
        $proposal = $this->ask($path, '{}', self::PATIENCE);
        if (is_array($proposal['differences'] ?? null)) {
            return $proposal;
        }
        $reason = $proposal['error']['message'] ?? null;
        throw new RetoucheRefusal(
            502,
            'not_inferred',
            is_string($reason) ? $reason : 'The Studio on this machine did not infer it.'
        );
    }

    /**
     * What the Studio calls a circuit: one whose supply has the id and the name that Emoncms has it
     * by, the one of the same name where there are several.
     */
    private function nameOf(string $circuit, int $supply, string $supplyName): string
    {
        $feeds = $this->ask('feeds', null, self::PATIENCE)['feeds'] ?? null;
        $circuits = $this->ask('circuits', null, self::PATIENCE)['circuits'] ?? null;
        if (!is_array($feeds) || !is_array($circuits)) {
            throw new RetoucheRefusal(503, 'no_inference', 'No Studio answers on this machine.');
        }
        $names = array();
        if (in_array(array($supply, $supplyName), self::pairs($feeds, 'id', 'name'), true)) {
            foreach (self::pairs($circuits, 'supply', 'name') as list($id, $name)) {
                if ($id === $supply && is_string($name)) {
                    $names[] = $name;
                }
            }
        }
        if ($names === array()) {
            throw new RetoucheRefusal(
                409,
                'unknown_circuit',
                'The Studio on this machine has no circuit with this supply.'
            );
        }
        return in_array($circuit, $names, true) ? $circuit : $names[0];
    }

    /**
     * Two members of each object in a list.
     * @param array<mixed> $objects
     * @return list<array{mixed, mixed}>
     */
    private static function pairs(array $objects, string $one, string $other): array
    {
        $pairs = array();
        foreach ($objects as $object) {
            $pairs[] = array($object[$one] ?? null, $object[$other] ?? null);
        }
        return $pairs;
    }

    /**
     * @return array<mixed>|null What it says, of whatever status; null where it says nothing.
     */
    private function ask(string $path, ?string $body, int $patience): ?array
    {
        if (!function_exists('curl_init')) {
            return null;
        }
        $request = curl_init("{$this->address}api/v1/$path");
        curl_setopt_array($request, array(
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_NOSIGNAL => true,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROXY => '',
            CURLOPT_CONNECTTIMEOUT_MS => self::GLANCE,
            CURLOPT_TIMEOUT_MS => $patience,
            CURLOPT_HTTPHEADER => array('Accept: application/json')
        ));
        if ($body !== null) {
            curl_setopt_array($request, array(
                CURLOPT_POSTFIELDS => $body,
                CURLOPT_HTTPHEADER => array('Content-Type: application/json')
            ));
        }
        $text = curl_exec($request);
        $answer = is_string($text) ? json_decode($text, true) : null;
        return is_array($answer) ? $answer : null;
    }

    /**
     * Nothing but this machine is ever asked.
     * @param mixed $address
     */
    private static function isLoopback($address): bool
    {
        $loopback = '#^http://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?/$#D';
        return is_string($address) && preg_match($loopback, $address) === 1;
    }
}
