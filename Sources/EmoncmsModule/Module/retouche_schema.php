<?php

// The tables of the module, as Emoncms's schema setup wants them. Texts hold JSON in ASCII, so that
// whatever character set a database or a connection has, nothing is lost.

defined('EMONCMS_EXEC') or die('Restricted access');

// What Emoncms numbers its own rows by.
$retouche_id = array(
    'type' => 'int(11)',
    'Null' => false,
    'Key' => 'PRI',
    'Extra' => 'auto_increment'
);

// The journal: an entry is written before a point changes, and never deleted. An undo is an entry
// of its own. `start` and `step` are the feed's when it was written: once a feed was trimmed or
// cleared, its old entries speak of other points.
$schema['retouche_edit'] = array(
    'id' => $retouche_id,
    'feedid' => array('type' => 'int(11)', 'Null' => false, 'Index' => true),
    'userid' => array('type' => 'int(11)', 'Null' => false),
    'time' => array('type' => 'int(11)', 'Null' => false),
    'key' => array('type' => 'varchar(64)', 'Null' => false),
    'kind' => array('type' => 'varchar(8)', 'Null' => false),
    'of' => array('type' => 'int(11)'),
    'gesture' => array('type' => 'text', 'Null' => false),
    'start' => array('type' => 'int(11)', 'Null' => false),
    'step' => array('type' => 'int(11)', 'Null' => false),
    'first' => array('type' => 'int(11)', 'Null' => false),
    'npoints' => array('type' => 'int(11)', 'Null' => false),
    'changed' => array('type' => 'int(11)', 'Null' => false),
    'changes' => array('type' => 'mediumtext', 'Null' => false),
    'blocks' => array('type' => 'mediumtext', 'Null' => false),
    'status' => array('type' => 'varchar(8)', 'Null' => false)
);

// A circuit of a user: its name and its feeds, as JSON.
$schema['retouche_circuit'] = array(
    'id' => $retouche_id,
    'userid' => array('type' => 'int(11)', 'Null' => false, 'Index' => true),
    'circuit' => array('type' => 'text', 'Null' => false)
);
