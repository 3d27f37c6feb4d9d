#!/usr/bin/perl
# The smallest scorer, in Perl: a text costs as much as it is long.
#
#     mondegreen score "mine=process:perl score.pl" --corpus my.jsonl
use strict;
use warnings;
use JSON::PP;

sub cost { return length($_[0]) + 0.0; }

$| = 1;
while (my $line = <STDIN>) {
  my $request = eval { decode_json($line) };
  my $answer = $request ? { costs => [map { cost($_) } @{ $request->{texts} }] } : { error => "no JSON" };
  print encode_json($answer), "\n";
}
