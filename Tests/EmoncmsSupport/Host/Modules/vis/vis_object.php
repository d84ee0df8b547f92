<?php

$visualisations = [
    'realtime' => ['label' => 'RealTime', 'options' => [['feedid', 'Feed', 1]]],
    'rawdata' => [
        'label' => 'RawData',
        'options' => [['feedid', 'Feed', 1], ['colour', 'Colour', 9, 'EDC240'], ['units', 'Units', 5, 'W']],
    ],
    'multigraph' => ['label' => 'MultiGraph', 'options' => [['mid', 'MultiGraph', 8]]],
];
