<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** The circuits of the visitor: which feeds belong together. */
final class RetoucheCircuits extends RetoucheStore
{
    /** More than any heating plant has. */
    private const MOST = 200;

    private const SINGLE = array('supply', 'return', 'outdoor', 'plant_room', 'state');

    /** @return array{circuits: list<array<string, mixed>>} Feeds that are gone are left out. */
    public function list(): array
    {
        if (!$this->visitor->reads || !$this->tables->exist()) {
            return array('circuits' => array());
        }
        return array('circuits' => array_map(function (array $circuit): array {
            foreach (self::SINGLE as $role) {
                $circuit[$role] = $this->present($circuit[$role] ?? null);
            }
            $circuit['indoor'] = array_values(array_filter(
                (array) ($circuit['indoor'] ?? array()),
                array($this, 'present')
            ));
            return $circuit;
        }, $this->kept()));
    }

    /** @return array<string, mixed> A circuit of the visitor. */
    public function get(int $id): array
    {
        foreach ($this->list()['circuits'] as $circuit) {
            if ($circuit['id'] === $id) {
                return $circuit;
            }
        }
        throw new RetoucheRefusal(404, 'not_found', "There is no circuit $id.");
    }

    /** @return array<string, mixed> The circuit as it is kept now. */
    public function set(RetoucheBody $body): array
    {
        $id = $body->id('id');
        $circuit = array('name' => $body->text('name', 100));
        foreach (self::SINGLE as $role) {
            $circuit[$role] = $body->id($role);
            if ($circuit[$role] !== null) {
                $this->feeds->mustRead($circuit[$role]);
            }
        }
        $circuit['indoor'] = $body->ids('indoor');
        array_map(array($this->feeds, 'mustRead'), $circuit['indoor']);
        $this->tables->ensure();
        return $this->database->alone(
            "circuits {$this->visitor->id}",
            function () use ($id, $circuit): array {
                return $this->keep($id, $circuit);
            }
        );
    }

    /**
     * @param array<string, mixed> $circuit
     * @return array<string, mixed>
     */
    private function keep(?int $id, array $circuit): array
    {
        $kept = array_column($this->kept(), null, 'id');
        if ($id !== null && !isset($kept[$id])) {
            throw new RetoucheRefusal(404, 'not_found', "There is no circuit $id.");
        }
        foreach ($kept as $other) {
            if ($other['id'] !== $id && $other['name'] === $circuit['name']) {
                throw new RetoucheRefusal(409, 'name_taken', 'Another circuit has this name.');
            }
        }
        $text = (string) json_encode($circuit);
        if ($id === null) {
            if (count($kept) >= self::MOST) {
                throw new RetoucheRefusal(
                    422,
                    'too_many',
                    'There are ' . self::MOST . ' circuits, which is the most.'
                );
            }
            $id = $this->database->insert(
                'INSERT INTO `retouche_circuit` (`userid`, `circuit`) VALUES (?, ?)',
                array($this->visitor->id, $text)
            );
        } else {
            $this->database->change(
                'UPDATE `retouche_circuit` SET `circuit` = ? WHERE `id` = ? AND `userid` = ?',
                array($text, $id, $this->visitor->id)
            );
        }
        return array('id' => $id) + $circuit;
    }

    /** @return list<array<string, mixed>> As they were set, in the order of their making. */
    private function kept(): array
    {
        $rows = $this->database->rows(
            'SELECT `id`, `circuit` FROM `retouche_circuit` WHERE `userid` = ? ORDER BY `id`',
            array($this->visitor->id)
        );
        $circuits = array();
        foreach ($rows as $row) {
            $circuit = json_decode((string) $row['circuit'], true);
            if (is_array($circuit)) {
                $circuits[] = array('id' => (int) $row['id']) + $circuit;
            }
        }
        return $circuits;
    }

    /** @param mixed $feed */
    private function present($feed): ?int
    {
        return is_int($feed) && $this->feeds->readable($feed) ? $feed : null;
    }
}
