"""Tables that may leave the municipality, so that nobody can work out an individual.

The guarantee: take everything published for one date, to anybody, together. Whoever knows all of it, which counts add
up to which, that counts are whole numbers from nought up, and the published rule, still finds for every protected count
two possible values at least the threshold (5) apart. Every release carries the proof of that, and the proof is checked
in whole numbers by code that shares nothing with the choice of what to hide.

``tables`` are what comes in, ``rule`` says what is protected, ``hiding`` chooses, and ``protection`` is the one door.
``proof`` trusts none of the others.
"""
