<?php

declare(strict_types=1);

defined('EMONCMS_EXEC') or die('Restricted access');

/** Why a request is not answered: a status, a code for programs, a sentence for people. */
final class RetoucheRefusal extends Exception
{
    /** The status of HTTP. */
    public int $status;

    /** What programs go by. */
    public string $name;

    /** @var array<string, mixed> What else the page needs to know. */
    public array $details;

    /** @param array<string, mixed> $details */
    public function __construct(
        int $status,
        string $name,
        string $sentence,
        array $details = array()
    ) {
        parent::__construct($sentence);
        $this->status = $status;
        $this->name = $name;
        $this->details = $details;
    }

    /** @return array<string, mixed> The answer's body. */
    public function body(): array
    {
        $error = array('code' => $this->name, 'message' => $this->getMessage());
        return array('error' => $error) + $this->details;
    }
}
